// The Go peer of `make bench-sign-in`: the same sign-in as auth-service's, admin-service's and session-cache-service's, split into the same
// processes, as a careful Go service would have it: net/http, encoding/json, log/slog, go-redis, golang-jwt, database/sql.
// usage: peer auth|admin|session (configuration comes from the environment), peer verification (microseconds a token), peer versions
package main

import (
	"crypto/subtle"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

const base = "/api/v1"

func setting(name string) string {
	value := os.Getenv(name)
	if value == "" {
		log.Fatalf("%s is required", name)
	}
	return value
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: peer auth|admin|session|verification|versions")
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, map[string]string{"status": "healthy"}) })
	switch os.Args[1] {
	case "auth":
		newAuth().routes(mux)
	case "admin":
		newAdmin().routes(mux)
	case "session":
		newSessions().routes(mux)
	case "verification":
		timeVerification()
		return
	case "versions":
		built, _ := debug.ReadBuildInfo()
		fmt.Println(runtime.Version())
		for _, module := range built.Deps {
			fmt.Println(module.Path, module.Version)
		}
		return
	default:
		log.Fatal("unknown process ", os.Args[1])
	}
	server := &http.Server{Addr: "127.0.0.1:" + setting("PORT"), Handler: logged(mux), ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}

type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// One line of JSON a request.
func logged(next http.Handler) http.Handler {
	logger := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		began := time.Now()
		kept := &recorder{w, 200}
		next.ServeHTTP(kept, request)
		logger.Info("request", "method", request.Method, "path", request.URL.Path, "status", kept.status,
			"duration_ms", float64(time.Since(began).Microseconds())/1000, "client", request.RemoteAddr)
	})
}

func answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(value)
}

func refuse(w http.ResponseWriter, status int, code string) {
	answer(w, status, map[string]any{"status": status, "code": code})
}

// What went wrong is in the log alone.
func failed(w http.ResponseWriter, err error) {
	slog.Error("failed", "error", err.Error())
	refuse(w, 503, "unavailable")
}

func read[T any](w http.ResponseWriter, request *http.Request) (T, bool) {
	var value T
	if err := json.NewDecoder(http.MaxBytesReader(w, request.Body, 1<<20)).Decode(&value); err != nil {
		refuse(w, 422, "invalid_body")
		return value, false
	}
	return value, true
}

// Of the processes' own routes.
func internal(handler http.HandlerFunc) http.HandlerFunc {
	expected := []byte("Bearer " + setting("INTERNAL_TOKEN"))
	return func(w http.ResponseWriter, request *http.Request) {
		if subtle.ConstantTimeCompare([]byte(request.Header.Get("Authorization")), expected) != 1 {
			refuse(w, 401, "not_authenticated")
			return
		}
		handler(w, request)
	}
}

func trusting(file string) *tls.Config {
	pem, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		log.Fatal(fmt.Errorf("%s has no certificate", file))
	}
	return &tls.Config{RootCAs: pool, ServerName: "127.0.0.1"}
}
