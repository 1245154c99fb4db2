package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	idleSeconds     = 7 * 86400
	absoluteSeconds = 30 * 86400
	mostSessions    = 20
	graceMs         = 10_000
	keptSeconds     = 86400
)

// The process in front of Redis.
type sessions struct {
	store                 *redis.Client
	prefix                string
	begin, lookup, rotate *redis.Script
}

func script(name string) *redis.Script {
	text, err := os.ReadFile(filepath.Join(setting("SCRIPTS"), name+".lua"))
	if err != nil {
		log.Fatal(err)
	}
	return redis.NewScript(string(text))
}

func newSessions() *sessions {
	options, err := redis.ParseURL(setting("REDIS_URL"))
	if err != nil {
		log.Fatal(err)
	}
	options.TLSConfig = trusting(setting("REDIS_CA_FILE"))
	return &sessions{redis.NewClient(options), setting("STORE_PREFIX"), script("begin"), script("lookup"), script("rotate")}
}

func (s *sessions) routes(mux *http.ServeMux) {
	mux.HandleFunc("POST /internal/v1/sessions", internal(s.beginSession))
	mux.HandleFunc("POST /internal/v1/sessions/lookup", internal(s.lookUp))
	mux.HandleFunc("POST /internal/v1/sessions/rotate", internal(s.rotateToken))
	mux.HandleFunc("GET /internal/v1/revocations", internal(s.ended))
	mux.HandleFunc("POST /internal/v1/user-info/get", internal(s.getUserInfo))
	mux.HandleFunc("POST /internal/v1/user-info/put", internal(s.putUserInfo))
	mux.HandleFunc("POST /internal/v1/one-time/put", internal(s.putOnce))
	mux.HandleFunc("POST /internal/v1/one-time/take", internal(s.takeOnce))
	mux.HandleFunc("POST /internal/v1/counters/get", internal(s.counter))
}

func (s *sessions) beginSession(w http.ResponseWriter, request *http.Request) {
	asked, ok := read[newSession](w, request)
	if !ok {
		return
	}
	err := s.begin.Run(request.Context(), s.store, []string{s.prefix}, asked.SID, asked.UID, asked.UserID, asked.RefreshHash,
		time.Now().UnixMilli(), idleSeconds, absoluteSeconds, mostSessions).Err()
	if err != nil {
		failed(w, err)
		return
	}
	answer(w, 200, done{true})
}

func (s *sessions) lookUp(w http.ResponseWriter, request *http.Request) {
	asked, ok := read[byHash](w, request)
	if !ok {
		return
	}
	found, err := s.lookup.Run(request.Context(), s.store, []string{s.prefix}, asked.RefreshHash).StringSlice()
	if err != nil {
		failed(w, err)
		return
	}
	if len(found) != 4 {
		refuse(w, 404, "not_found")
		return
	}
	answer(w, 200, foundSession{found[0], found[1], found[2], found[3]})
}

func (s *sessions) rotateToken(w http.ResponseWriter, request *http.Request) {
	asked, ok := read[rotation](w, request)
	if !ok {
		return
	}
	outcome, err := s.rotate.Run(request.Context(), s.store, []string{s.prefix}, asked.RefreshHash, asked.SuccessorHash,
		time.Now().UnixMilli(), idleSeconds, graceMs).Text()
	if err != nil {
		failed(w, err)
		return
	}
	answer(w, 200, rotated{outcome})
}

func (s *sessions) ended(w http.ResponseWriter, request *http.Request) {
	after, _ := strconv.ParseInt(request.URL.Query().Get("after"), 10, 64)
	entries, err := s.store.ZRangeArgsWithScores(request.Context(), redis.ZRangeArgs{
		Key: s.prefix + "ended", ByScore: true, Start: "(" + strconv.FormatInt(after, 10), Stop: "+inf", Count: 5000}).Result()
	if err != nil {
		failed(w, err)
		return
	}
	news := endedSessions{after, []string{}}
	for _, entry := range entries {
		news.Seq = int64(entry.Score)
		news.SIDs = append(news.SIDs, entry.Member.(string))
	}
	answer(w, 200, news)
}

func (s *sessions) getUserInfo(w http.ResponseWriter, request *http.Request) {
	asked, ok := read[userIDs](w, request)
	if !ok {
		return
	}
	kept := userInfos{[]userInfo{}}
	if len(asked.UserIDs) > 0 {
		keys := make([]string, len(asked.UserIDs))
		for i, id := range asked.UserIDs {
			keys[i] = s.prefix + "user:" + id
		}
		values, err := s.store.MGet(request.Context(), keys...).Result()
		if err != nil {
			failed(w, err)
			return
		}
		for i, value := range values {
			if text, ok := value.(string); ok {
				kept.Entries = append(kept.Entries, userInfo{asked.UserIDs[i], []byte(text)})
			}
		}
	}
	answer(w, 200, kept)
}

func (s *sessions) putUserInfo(w http.ResponseWriter, request *http.Request) {
	asked, ok := read[userInfos](w, request)
	if !ok {
		return
	}
	_, err := s.store.Pipelined(request.Context(), func(all redis.Pipeliner) error {
		for _, entry := range asked.Entries {
			all.Set(context.Background(), s.prefix+"user:"+entry.UserID, []byte(entry.Value), keptSeconds*time.Second)
		}
		return nil
	})
	if err != nil {
		failed(w, err)
		return
	}
	answer(w, 200, done{true})
}

func (s *sessions) putOnce(w http.ResponseWriter, request *http.Request) {
	asked, ok := read[oneTime](w, request)
	if !ok {
		return
	}
	fresh, err := s.store.SetNX(request.Context(), s.prefix+"once:"+asked.Key, asked.Value, time.Duration(asked.TTLSeconds)*time.Second).Result()
	if err != nil {
		failed(w, err)
		return
	}
	if !fresh {
		refuse(w, 409, "exists")
		return
	}
	answer(w, 200, done{true})
}

func (s *sessions) takeOnce(w http.ResponseWriter, request *http.Request) {
	asked, ok := read[oneTime](w, request)
	if !ok {
		return
	}
	value, err := s.store.GetDel(request.Context(), s.prefix+"once:"+asked.Key).Result()
	if errors.Is(err, redis.Nil) {
		refuse(w, 404, "not_found")
		return
	}
	if err != nil {
		failed(w, err)
		return
	}
	answer(w, 200, oneTime{Key: asked.Key, Value: value})
}

func (s *sessions) counter(w http.ResponseWriter, request *http.Request) {
	asked, ok := read[oneTime](w, request)
	if !ok {
		return
	}
	value, err := s.store.Get(request.Context(), s.prefix+"count:"+asked.Key).Int64()
	if err != nil && !errors.Is(err, redis.Nil) {
		failed(w, err)
		return
	}
	answer(w, 200, count{value})
}
