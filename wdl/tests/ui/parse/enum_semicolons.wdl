enum e { A; B; };
