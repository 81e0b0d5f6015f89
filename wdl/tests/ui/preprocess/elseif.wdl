#if 1
#elsif 1
#endif
#elseif
