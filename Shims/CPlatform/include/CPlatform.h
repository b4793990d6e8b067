// The C library's calls that Swift cannot import: variadic functions and macros with casts.

#ifndef PKI_CPLATFORM_H
#define PKI_CPLATFORM_H

#endif
