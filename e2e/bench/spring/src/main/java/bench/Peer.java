package bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The answers of fastapi_peer.py: bearer tokens by HS256, the same tables, the same members and headers. */
@SpringBootApplication
@RestController
public class Peer {
  public record Tag(String id, String tagCode, String tagName, String parentCode, int level, boolean isActive, int version) {}

  public record Keyword(String id, String keyword, String tagCode, String riskLevel, boolean isActive, String note, int version) {}

  private static final String TAGS =
      "SELECT id, tag_code, tag_name, parent_code, level, is_active, version FROM meta_tags ORDER BY tag_code";
  private static final String KEYWORDS =
      "SELECT id, keyword, tag_code, risk_level, is_active, note, version FROM lib_global_keywords ORDER BY keyword LIMIT ? OFFSET ?";
  private static final String COUNT = "SELECT COUNT(*) FROM (SELECT 1 FROM lib_global_keywords LIMIT 10001) counted";

  private final JdbcTemplate database;

  public Peer(JdbcTemplate database) {
    this.database = database;
  }

  public static void main(String[] arguments) {
    SpringApplication.run(Peer.class, arguments);
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(requests -> requests.requestMatchers("/health").permitAll().anyRequest().authenticated())
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .build();
  }

  @Bean
  JwtDecoder decoder(@Value("${BENCH_KEY}") String key) {
    return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256")).build();
  }

  @GetMapping("/health")
  Map<String, String> health() {
    return Map.of("status", "healthy");
  }

  @GetMapping("/api/v1/tags/")
  ResponseEntity<List<Tag>> tags() {
    List<Tag> rows = database.query(TAGS, new DataClassRowMapper<>(Tag.class));
    return ResponseEntity.ok().header("X-Total-Count", String.valueOf(rows.size())).body(rows);
  }

  @GetMapping("/api/v1/keywords/global/")
  ResponseEntity<List<Keyword>> keywords(@RequestParam(defaultValue = "0") int skip, @RequestParam(defaultValue = "100") int limit) {
    List<Keyword> rows = database.query(KEYWORDS, new DataClassRowMapper<>(Keyword.class), limit, skip);
    Integer total = database.queryForObject(COUNT, Integer.class);
    return ResponseEntity.ok().header("X-Total-Count", String.valueOf(total)).body(rows);
  }
}
