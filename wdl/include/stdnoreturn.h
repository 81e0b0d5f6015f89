/* _Noreturn (C17 section 7.23). */
#pragma once
#define noreturn _Noreturn
