using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>
/// Tells callbacks of an orchestrator from anybody else's requests. Civitai documents no signature of callbacks, so the
/// address itself carries a token that only the orchestrator is told.
/// </summary>
public sealed class CallbackSecret
{
    private const string Name = "token";
    private const int Shortest = 16;

    private readonly byte[] _secret;

    /// <summary>A secret of at least 16 characters; it never leaves this object.</summary>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public CallbackSecret(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (secret.Length < Shortest)
            throw new ArgumentException($"A callback's secret needs at least {Shortest} characters.", nameof(secret));
        _secret = Encoding.UTF8.GetBytes(secret);
    }

    /// <summary>The address with its token; the host may be another one when it is asked.</summary>
    /// <exception cref="ArgumentException">The address is not https; the orchestrator takes no other.</exception>
    public Uri Protect(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || !IsReachable(address.AbsoluteUri))
            throw new ArgumentException("A callback's address must be https.", nameof(address));
        var rest = WithoutToken(address.Query);
        return new UriBuilder(address)
        {
            Query = (rest.Length == 0 ? "" : rest + "&") + $"{Name}={TokenOf(address.AbsolutePath, rest)}",
        }.Uri;
    }

    /// <summary>Whether a request came with the token of its own address; told in the same time for every token.</summary>
    /// <param name="path">The path that was asked, <c>/hooks/1</c>.</param>
    /// <param name="query">The query that was asked, with or without its question mark.</param>
    public bool Accepts(string path, string? query)
    {
        ArgumentNullException.ThrowIfNull(path);
        var given = QueryPart.Of(query ?? "").Where(part => part.Name == Name).Select(part => part.Value).ToList();
        return given is [var token]
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(token),
                Encoding.UTF8.GetBytes(TokenOf(path, WithoutToken(query ?? "")))
            );
    }

    // Civitai calls https only; an orchestrator on this machine may call its neighbour as well.
    internal static bool IsReachable(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address is { Scheme: "http", IsLoopback: true });

    /// <summary>Never the secret.</summary>
    public override string ToString() => "***";

    private static string WithoutToken(string query) =>
        string.Join('&', QueryPart.Of(query).Where(part => part.Name != Name).Select(part => part.Raw));

    private string TokenOf(string path, string query) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{path}?{query}")));
}
