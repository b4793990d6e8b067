// The door to libssl, which is opened when a server is first spoken to: linking it costs every start 0.3 ms. COpenSSL.h
// includes this file.

#ifndef PKI_LIBSSL_H
#define PKI_LIBSSL_H

#include <openssl/ssl.h>

/// The functions of libssl that are used, in the order of the manual.
#define PKI_LIBSSL_FUNCTIONS(X) \
  X(OPENSSL_init_ssl) \
  X(SSL_CIPHER_get_name) \
  X(SSL_CTX_ctrl) \
  X(SSL_CTX_free) \
  X(SSL_CTX_new_ex) \
  X(SSL_CTX_set_cert_verify_callback) \
  X(SSL_CTX_set_cipher_list) \
  X(SSL_CTX_set_options) \
  X(SSL_CTX_set_security_level) \
  X(SSL_CTX_set_verify) \
  X(SSL_CTX_use_PrivateKey) \
  X(SSL_CTX_use_certificate) \
  X(SSL_ctrl) \
  X(SSL_do_handshake) \
  X(SSL_free) \
  X(SSL_get0_peer_CA_list) \
  X(SSL_get_current_cipher) \
  X(SSL_get_error) \
  X(SSL_get_ex_data) \
  X(SSL_get_ex_data_X509_STORE_CTX_idx) \
  X(SSL_get_pending_cipher) \
  X(SSL_new) \
  X(SSL_read) \
  X(SSL_set_bio) \
  X(SSL_set_connect_state) \
  X(SSL_set_ex_data) \
  X(SSL_set_msg_callback) \
  X(SSL_shutdown) \
  X(SSL_state_string_long) \
  X(TLS_client_method)

/// libssl's functions by their names. All are there, or the table is not given out.
struct pki_libssl {
#define PKI_LIBSSL_FIELD(name) __typeof__(name) *name;
  PKI_LIBSSL_FUNCTIONS(PKI_LIBSSL_FIELD)
#undef PKI_LIBSSL_FIELD
};

/// The table of this machine's libssl, opened at the first call and never closed; NULL where there is none that fits. Any
/// thread may call.
const struct pki_libssl *pki_libssl_open(void);
/// Why `pki_libssl_open` gave NULL, in the words of the dynamic linker; empty where it did not. Lives for ever.
const char *pki_libssl_reason(void);
/// Fills a table from the library of this file name; 0, or -1 and the reason.
int pki_libssl_fill(struct pki_libssl *table, const char *file, char *reason, size_t size);

// Macros of ssl.h and tls1.h that call `SSL_ctrl` and `SSL_CTX_ctrl`: in the wrappers these names are the table's.

#define PKI_LIBSSL_USES(function) __typeof__(function) *function = pki_libssl_open()->function

static inline int pki_SSL_CTX_set_min_proto_version(SSL_CTX *context, int version) {
  PKI_LIBSSL_USES(SSL_CTX_ctrl);
  return (int)SSL_CTX_set_min_proto_version(context, version);
}
static inline int pki_SSL_CTX_set_max_proto_version(SSL_CTX *context, int version) {
  PKI_LIBSSL_USES(SSL_CTX_ctrl);
  return (int)SSL_CTX_set_max_proto_version(context, version);
}
static inline long pki_SSL_CTX_set_max_cert_list(SSL_CTX *context, long bytes) {
  PKI_LIBSSL_USES(SSL_CTX_ctrl);
  return SSL_CTX_set_max_cert_list(context, bytes);
}
static inline long pki_SSL_CTX_set_session_cache_mode(SSL_CTX *context, long mode) {
  PKI_LIBSSL_USES(SSL_CTX_ctrl);
  return SSL_CTX_set_session_cache_mode(context, mode);
}
static inline long pki_SSL_CTX_set_mode(SSL_CTX *context, long mode) {
  PKI_LIBSSL_USES(SSL_CTX_ctrl);
  return SSL_CTX_set_mode(context, mode);
}
static inline int pki_SSL_CTX_add1_chain_cert(SSL_CTX *context, X509 *certificate) {
  PKI_LIBSSL_USES(SSL_CTX_ctrl);
  return (int)SSL_CTX_add1_chain_cert(context, certificate);
}
static inline int pki_SSL_set_tlsext_host_name(SSL *connection, const char *name) {
  PKI_LIBSSL_USES(SSL_ctrl);
  return (int)SSL_set_tlsext_host_name(connection, (char *)(uintptr_t)name);
}
static inline int pki_SSL_set_tlsext_status_type(SSL *connection, int type) {
  PKI_LIBSSL_USES(SSL_ctrl);
  return (int)SSL_set_tlsext_status_type(connection, type);
}
static inline long pki_SSL_get_tlsext_status_ocsp_resp(SSL *connection, const unsigned char **response) {
  PKI_LIBSSL_USES(SSL_ctrl);
  return SSL_get_tlsext_status_ocsp_resp(connection, (void *)(uintptr_t)response);
}
static inline void pki_SSL_set_msg_callback_arg(SSL *connection, void *data) {
  PKI_LIBSSL_USES(SSL_ctrl);
  SSL_set_msg_callback_arg(connection, data);
}

#undef PKI_LIBSSL_USES

static const uint64_t pki_SSL_OP_LEGACY_SERVER_CONNECT = SSL_OP_LEGACY_SERVER_CONNECT;
static const uint64_t pki_SSL_OP_NO_RENEGOTIATION = SSL_OP_NO_RENEGOTIATION;
#ifdef SSL_OP_NO_RX_CERTIFICATE_COMPRESSION
static const uint64_t pki_SSL_OP_NO_RX_CERTIFICATE_COMPRESSION = SSL_OP_NO_RX_CERTIFICATE_COMPRESSION;
#else
// OpenSSL 3.2 has it, and the libssl that is opened may be newer than the headers; older ones ignore the bit.
static const uint64_t pki_SSL_OP_NO_RX_CERTIFICATE_COMPRESSION = UINT64_C(1) << 33;
#endif
static const long pki_SSL_MODE_NO_AUTO_CHAIN = SSL_MODE_NO_AUTO_CHAIN;

#endif
