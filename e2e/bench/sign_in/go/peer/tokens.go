package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"log"
	"os"
	"syscall"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	issuer      = "llm-guard-manager"
	accessHours = 8
)

type claims struct {
	jwt.RegisteredClaims
	ClientID string `json:"client_id"`
	UID      string `json:"uid"`
	Role     string `json:"role"`
	SID      string `json:"sid"`
}

// Access tokens: ES256, verified anew with each request.
type tokens struct {
	key    *ecdsa.PrivateKey
	parser *jwt.Parser
}

func newTokens(key *ecdsa.PrivateKey) *tokens {
	return &tokens{key, jwt.NewParser(jwt.WithValidMethods([]string{"ES256"}), jwt.WithIssuer(issuer), jwt.WithAudience(issuer),
		jwt.WithExpirationRequired(), jwt.WithLeeway(time.Minute))}
}

func signingKey() *ecdsa.PrivateKey {
	pem, err := os.ReadFile(setting("SIGNING_KEY_FILE"))
	if err != nil {
		log.Fatal(err)
	}
	key, err := jwt.ParseECPrivateKeyFromPEM(pem)
	if err != nil {
		log.Fatal(err)
	}
	return key
}

func (t *tokens) issue(user rights, sid string) (string, error) {
	now := time.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodES256, claims{
		jwt.RegisteredClaims{Issuer: issuer, Subject: user.UserID, Audience: jwt.ClaimStrings{issuer}, ID: random(), IssuedAt: jwt.NewNumericDate(now),
			NotBefore: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(accessHours * time.Hour))},
		"api", user.UID, user.Role, sid})
	token.Header["typ"], token.Header["kid"] = "at+jwt", "1"
	return token.SignedString(t.key)
}

func (t *tokens) verify(text string) (*claims, error) {
	said := &claims{}
	_, err := t.parser.ParseWithClaims(text, said, func(*jwt.Token) (any, error) { return &t.key.PublicKey, nil })
	return said, err
}

// 256 bits.
func random() string {
	var bytes [32]byte
	rand.Read(bytes[:])
	return base64.RawURLEncoding.EncodeToString(bytes[:])
}

func hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// What a refresh token is rotated into: a request that is sent again gets the same.
func successor(secret []byte, token, sid string) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(token + "\x00" + sid))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// Nanoseconds of CPU time of this process so far.
func cpuTime() int64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		log.Fatal(err)
	}
	return used.Utime.Nano() + used.Stime.Nano()
}

// Microseconds of CPU time that verifying a token takes, of five thousand tokens: there is no cache, so a known one takes as long as a new one.
func timeVerification() {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		log.Fatal(err)
	}
	made := newTokens(key)
	texts := make([]string, 5000)
	for i := range texts {
		if texts[i], err = made.issue(rights{UID: uuid(), UserID: "person1", Role: "AUDITOR"}, random()); err != nil {
			log.Fatal(err)
		}
	}
	began := cpuTime()
	for _, text := range texts {
		if _, err := made.verify(text); err != nil {
			log.Fatal(err)
		}
	}
	each := float64(cpuTime()-began) / 1000 / float64(len(texts))
	fmt.Printf("{\"new_us\": %.3f, \"known_us\": %.3f}\n", each, each)
}
