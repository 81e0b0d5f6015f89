int größe;
