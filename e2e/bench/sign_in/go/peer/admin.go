package main

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"net/http"
	"time"

	"github.com/go-sql-driver/mysql"
)

// The process in front of MariaDB.
type admin struct {
	database                      *sql.DB
	insert, find, rightsOf, audit *sql.Stmt
}

func newAdmin() *admin {
	if err := mysql.RegisterTLSConfig("store", trusting(setting("DATABASE_CA_FILE"))); err != nil {
		log.Fatal(err)
	}
	options := mysql.NewConfig()
	options.User, options.Passwd, options.DBName = setting("DATABASE_USER"), setting("DATABASE_PASSWORD"), setting("DATABASE_NAME")
	options.Net, options.Addr, options.TLSConfig = "tcp", "127.0.0.1:"+setting("DATABASE_PORT"), "store"
	database, err := sql.Open("mysql", options.FormatDSN())
	if err != nil {
		log.Fatal(err)
	}
	database.SetMaxOpenConns(8)
	database.SetMaxIdleConns(8)
	prefix := setting("TABLE_PREFIX")
	for _, statement := range []string{
		"CREATE TABLE IF NOT EXISTS " + prefix + "users (id CHAR(36) PRIMARY KEY, issuer VARCHAR(255) NOT NULL, user_id VARCHAR(255) NOT NULL, username VARCHAR(64) NOT NULL, " +
			"display_name VARCHAR(255), email VARCHAR(255), role VARCHAR(32) NOT NULL, is_active BOOL NOT NULL, created_at DATETIME NOT NULL, last_login_at DATETIME NOT NULL, " +
			"UNIQUE (issuer, user_id)) CHARACTER SET utf8mb4",
		"CREATE TABLE IF NOT EXISTS " + prefix + "audit (id BIGINT AUTO_INCREMENT PRIMARY KEY, at DATETIME(3) NOT NULL, user_id CHAR(36) NOT NULL, action VARCHAR(32) NOT NULL, " +
			"details VARCHAR(1000) NOT NULL) CHARACTER SET utf8mb4",
	} {
		if _, err := database.Exec(statement); err != nil {
			log.Fatal(err)
		}
	}
	prepare := func(text string) *sql.Stmt {
		statement, err := database.Prepare(fmt.Sprintf(text, prefix))
		if err != nil {
			log.Fatal(err)
		}
		return statement
	}
	return &admin{
		database: database,
		insert: prepare("INSERT INTO %susers (id, issuer, user_id, username, display_name, email, role, is_active, created_at, last_login_at) " +
			"VALUES (?, ?, ?, ?, ?, ?, 'AUDITOR', 1, UTC_TIMESTAMP(), UTC_TIMESTAMP()) " +
			"ON DUPLICATE KEY UPDATE display_name = VALUES(display_name), email = VALUES(email), last_login_at = UTC_TIMESTAMP()"),
		find:     prepare("SELECT id, user_id, username, role, is_active FROM %susers WHERE issuer = ? AND user_id = ?"),
		rightsOf: prepare("SELECT id, user_id, username, role, is_active FROM %susers WHERE id = ?"),
		audit:    prepare("INSERT INTO %saudit (at, user_id, action, details) VALUES (UTC_TIMESTAMP(3), ?, 'LOGIN', ?)"),
	}
}

func (a *admin) routes(mux *http.ServeMux) {
	mux.HandleFunc("POST /internal/v1/users/sign-in", internal(a.signIn))
	mux.HandleFunc("GET /internal/v1/users/{uid}/rights", internal(a.rights))
}

func uuid() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func (a *admin) signIn(w http.ResponseWriter, request *http.Request) {
	who, ok := read[identity](w, request)
	if !ok {
		return
	}
	user, err := a.upsert(request, who)
	// Two that arrive at once may wait for each other's rows.
	var refused *mysql.MySQLError
	for tries := 0; tries < 3 && errors.As(err, &refused) && (refused.Number == 1213 || refused.Number == 1205); tries++ {
		time.Sleep(time.Millisecond)
		user, err = a.upsert(request, who)
	}
	if err != nil {
		failed(w, err)
		return
	}
	answer(w, 200, user)
}

func (a *admin) upsert(request *http.Request, who identity) (rights, error) {
	ctx := request.Context()
	transaction, err := a.database.BeginTx(ctx, nil)
	if err != nil {
		return rights{}, err
	}
	defer transaction.Rollback()
	if _, err := transaction.StmtContext(ctx, a.insert).ExecContext(ctx, uuid(), who.Issuer, who.Subject, who.Subject, who.DisplayName, who.Email); err != nil {
		return rights{}, err
	}
	user, err := scanned(transaction.StmtContext(ctx, a.find).QueryRowContext(ctx, who.Issuer, who.Subject))
	if err != nil {
		return rights{}, err
	}
	if _, err := transaction.StmtContext(ctx, a.audit).ExecContext(ctx, user.UID, `{"issuer":"`+who.Issuer+`"}`); err != nil {
		return rights{}, err
	}
	return user, transaction.Commit()
}

func scanned(row *sql.Row) (rights, error) {
	var user rights
	err := row.Scan(&user.UID, &user.UserID, &user.Username, &user.Role, &user.IsActive)
	user.Permissions = permissionsOf(user.Role)
	return user, err
}

func permissionsOf(role string) []string {
	if role == "AUDITOR" {
		return []string{"smart_labeling", "annotator_stats", "audit_logs"}
	}
	return []string{}
}

func (a *admin) rights(w http.ResponseWriter, request *http.Request) {
	user, err := scanned(a.rightsOf.QueryRowContext(request.Context(), request.PathValue("uid")))
	if errors.Is(err, sql.ErrNoRows) {
		refuse(w, 404, "not_found")
		return
	}
	if err != nil {
		failed(w, err)
		return
	}
	answer(w, 200, user)
}
