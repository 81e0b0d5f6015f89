wrapper my-wrapper;
