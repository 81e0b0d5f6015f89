op{open} before { }
