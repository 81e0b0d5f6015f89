#inlcude <wss.h>
#frobnicate
