namespace BerryAIGen.Toolkit.Api.Access;

/// <summary>The cookie of a page; no script can read it, and no other site can make a browser send it.</summary>
internal static class SessionCookie
{
    public const string ProofHeader = "X-CSRF-Token";
    private const string Name = "berry_session";

    public static string? Read(HttpRequest request) => request.Cookies[Name] is { Length: > 0 } token ? token : null;

    public static void Write(HttpContext context, string token, DateTime expiresAt) =>
        context.Response.Cookies.Append(
            Name,
            token,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                Path = "/",
                Expires = expiresAt,
            }
        );

    public static void Remove(HttpContext context) => context.Response.Cookies.Delete(Name);
}
