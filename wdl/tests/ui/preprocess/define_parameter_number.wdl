#define F(1) 2
