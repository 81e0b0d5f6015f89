int a = `date`;
