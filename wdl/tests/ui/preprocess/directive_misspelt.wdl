#defien A 1
