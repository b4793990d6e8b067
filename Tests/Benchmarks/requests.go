// Many keys and requests as one would write it in Go: P-256, two files each, confirmed by the disk one by one.
//
//	requests-go FOLDER N
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(path, label string, der []byte, mode os.FileMode) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	must(err)
	must(pem.Encode(file, &pem.Block{Type: label, Bytes: der}))
	must(file.Sync())
	must(file.Close())
}

func request(folder string, number int) {
	host := fmt.Sprintf("h%d.example.com", number)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	must(err)
	template := x509.CertificateRequest{Subject: pkix.Name{CommonName: host}, DNSNames: []string{host}}
	der, err := x509.CreateCertificateRequest(rand.Reader, &template, key)
	must(err)
	stem := filepath.Join(folder, fmt.Sprintf("h%d", number))
	write(stem+".key", "PRIVATE KEY", secret, 0600)
	write(stem+".csr", "CERTIFICATE REQUEST", der, 0644)
}

func main() {
	folder := os.Args[1]
	count, err := strconv.Atoi(os.Args[2])
	must(err)
	must(os.Mkdir(folder, 0755))
	numbers := make(chan int, 64)
	var workers sync.WaitGroup
	for i := 0; i < runtime.NumCPU(); i++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for number := range numbers {
				request(folder, number)
			}
		}()
	}
	for number := 0; number < count; number++ {
		numbers <- number
	}
	close(numbers)
	workers.Wait()
	opened, err := os.Open(folder)
	must(err)
	must(opened.Sync())
}
