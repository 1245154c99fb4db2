// zitadel's example provider with one client, the people of a file, and keys of ours. The first line of standard input is its settings as
// JSON; each further one names keys: the one that signs, then those that are published. "ready" answers every line, and the end of the input
// ends it.
package main

import (
	"bufio"
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/op"
)

type settings struct {
	Port         int      `json:"port"`
	Issuer       string   `json:"issuer"`
	ClientID     string   `json:"client_id"`
	ClientSecret string   `json:"client_secret"`
	RedirectURIs []string `json:"redirect_uris"`
	SignedOut    []string `json:"signed_out"`
	People       string   `json:"people"`
	Keys         string   `json:"keys"`
	Names        []string `json:"names"`
}

type privateKey struct {
	name string
	key  crypto.Signer
}

func (k privateKey) ID() string { return k.name }
func (k privateKey) Key() any   { return k.key }
func (k privateKey) SignatureAlgorithm() jose.SignatureAlgorithm {
	if _, isRSA := k.key.(*rsa.PrivateKey); isRSA {
		return jose.RS256
	}
	return jose.ES256
}

type publicKey struct{ privateKey }

func (k publicKey) Key() any                           { return k.key.Public() }
func (k publicKey) Use() string                        { return "sig" }
func (k publicKey) Algorithm() jose.SignatureAlgorithm { return k.SignatureAlgorithm() }

func readKey(directory, name string) privateKey {
	text, err := os.ReadFile(filepath.Join(directory, name+".pem"))
	must(err)
	block, _ := pem.Decode(text)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	must(err)
	return privateKey{name, key.(crypto.Signer)}
}

// withKeys is the example's storage, but for the one key that it makes itself.
type withKeys struct {
	*storage.Storage
	directory string
	signedOut []string
	mutex     sync.Mutex
	signing   privateKey
	published []op.Key
}

func (s *withKeys) use(names []string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.signing, s.published = readKey(s.directory, names[0]), nil
	for _, name := range names[1:] {
		s.published = append(s.published, publicKey{readKey(s.directory, name)})
	}
}

func (s *withKeys) SigningKey(context.Context) (op.SigningKey, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.signing, nil
}

func (s *withKeys) KeySet(context.Context) ([]op.Key, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.published, nil
}

func (s *withKeys) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return []jose.SignatureAlgorithm{s.signing.SignatureAlgorithm()}, nil
}

// client may come back after signing out, which the example lets nobody.
type client struct {
	op.Client
	signedOut []string
}

func (c client) PostLogoutRedirectURIs() []string { return c.signedOut }

func (s *withKeys) GetClientByClientID(ctx context.Context, id string) (op.Client, error) {
	found, err := s.Storage.GetClientByClientID(ctx, id)
	if err != nil {
		return nil, err
	}
	return client{found, s.signedOut}, nil
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func begin(line string) *withKeys {
	var given settings
	must(json.Unmarshal([]byte(line), &given))
	people, err := storage.StoreFromFile(given.People)
	must(err)
	storage.RegisterClients(storage.WebClient(given.ClientID, given.ClientSecret, given.RedirectURIs...))
	store := &withKeys{Storage: storage.NewStorage(people), directory: given.Keys, signedOut: given.SignedOut}
	store.use(given.Names)
	handler := exampleop.SetupServer(given.Issuer, store, slog.Default(), false)
	listener, err := net.Listen("tcp", fmt.Sprintf("localhost:%d", given.Port))
	must(err)
	go func() { must(http.Serve(listener, handler)) }()
	return store
}

func main() {
	var store *withKeys
	for input := bufio.NewScanner(os.Stdin); input.Scan(); fmt.Println("ready") {
		if store == nil {
			store = begin(input.Text())
		} else {
			store.use(strings.Fields(input.Text()))
		}
	}
}
