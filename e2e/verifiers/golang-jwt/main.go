// Verifies access tokens as the README of golang-jwt says, with the keyfunc that it names for keys behind a URL.
// usage: golang-jwt JWKS_URL ISSUER AUDIENCE <tokens, one a line; prints a line of JSON for each.
package main

import (
	"bufio"
	"encoding/json"
	"log"
	"os"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
)

func main() {
	url, issuer, audience := os.Args[1], os.Args[2], os.Args[3]
	keys, err := keyfunc.NewDefault([]string{url})
	if err != nil {
		log.Fatal(err)
	}
	lines, out := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	for lines.Scan() {
		token, err := jwt.Parse(lines.Text(), keys.Keyfunc,
			jwt.WithValidMethods([]string{"ES256"}), jwt.WithIssuer(issuer), jwt.WithAudience(audience))
		if err != nil {
			out.Encode(map[string]any{"refused": err.Error()})
			continue
		}
		out.Encode(map[string]any{"claims": token.Claims})
	}
}
