package ki.testbed.api;

import jakarta.servlet.DispatcherType;
import ki.testbed.access.Accounts;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** The API's chain: bearer tokens only, no session, deny what is not listed. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
  @Bean
  @Order(10)
  SecurityFilterChain apiChain(HttpSecurity http, Accounts accounts, ProblemWriter problems) {
    return http.securityMatcher("/api/**")
        .csrf(AbstractHttpConfigurer::disable)
        .cors(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers ->
            headers
                .contentSecurityPolicy(policy ->
                    policy.policyDirectives("default-src 'none'; frame-ancestors 'none'; sandbox"))
                .referrerPolicy(policy ->
                    policy.policy(
                        org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter
                            .ReferrerPolicy.NO_REFERRER)))
        .authorizeHttpRequests(requests -> {
          requests.dispatcherTypeMatchers(DispatcherType.ASYNC).permitAll();
          ApiRules.ALL.forEach(
              rule -> requests.requestMatchers(rule.method(), rule.pattern()).authenticated());
          requests.anyRequest().denyAll();
        })
        .exceptionHandling(errors ->
            errors
                .authenticationEntryPoint((request, response, _) ->
                    problems.write(request, response, ProblemCode.NOT_AUTHENTICATED))
                .accessDeniedHandler(
                    (request, response, _) -> problems.write(request, response, denied())))
        .addFilterBefore(new BearerFilter(accounts), AuthorizationFilter.class)
        .build();
  }

  /** Nobody learns without a token what exists and what does not. */
  private static ProblemCode denied() {
    return SecurityContextHolder.getContext().getAuthentication() == null
        ? ProblemCode.NOT_AUTHENTICATED
        : ProblemCode.NOT_FOUND;
  }

  @Bean
  FilterRegistrationBean<ApiBoundary> apiBoundary(ProblemWriter problems) {
    var registration = new FilterRegistrationBean<>(new ApiBoundary(problems));
    registration.addUrlPatterns("/api/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
    return registration;
  }
}
