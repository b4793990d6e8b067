// What libssl can do at most on one thread: N handshakes with 127.0.0.1, one after the other, each with a name of its
// own (SNI) and none resumed, the certificate verified against one store and held against one name.
//
// handshakes PORT N TRUST-FILE HOST

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int handshake(SSL_CTX *context, int port, int number, const char *host) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  char name[64];
  int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  SSL *connection = SSL_new(context);
  int done = 0;

  snprintf(name, sizeof name, "h%d.example.com", number);
  if (descriptor >= 0 && connection != NULL && connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0 &&
      SSL_set_tlsext_host_name(connection, name) == 1 && SSL_set1_host(connection, host) == 1 &&
      SSL_set_fd(connection, descriptor) == 1 && SSL_connect(connection) == 1)
    done = SSL_get_verify_result(connection) == X509_V_OK;
  if (done) SSL_shutdown(connection);
  SSL_free(connection);
  close(descriptor);
  return done;
}

int main(int argc, char **argv) {
  if (argc != 5) return 64;
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  if (context == NULL || SSL_CTX_load_verify_locations(context, argv[3], NULL) != 1) return 2;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  for (int number = 0; number < atoi(argv[2]); number++)
    if (!handshake(context, atoi(argv[1]), number, argv[4])) return 1;
  SSL_CTX_free(context);
  return 0;
}
