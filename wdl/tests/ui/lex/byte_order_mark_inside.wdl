int a;
﻿int b;
