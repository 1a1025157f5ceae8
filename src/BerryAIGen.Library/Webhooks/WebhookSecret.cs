using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BerryAIGen.Library.Webhooks;

/// <summary>What a webhook's messages are signed with, as Standard Webhooks writes it: <c>whsec_</c> and 24 to 64 bytes.</summary>
public sealed class WebhookSecret
{
    public const string Prefix = "whsec_";

    private const int LeastBytes = 24;
    private const int MostBytes = 64;
    private const int OwnBytes = 32;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>One that nobody knows yet.</summary>
    public static WebhookSecret New() => new(RandomNumberGenerator.GetBytes(OwnBytes));

    /// <exception cref="LibraryException">It is none; the message does not repeat it.</exception>
    public static WebhookSecret Parse(string text)
    {
        var plain = text.Trim();
        if (!plain.StartsWith(Prefix, StringComparison.Ordinal) || !Base64.IsValid(plain.AsSpan(Prefix.Length)))
            throw Wrong("it does not read so");
        var key = Convert.FromBase64String(plain[Prefix.Length..]);
        return key.Length is >= LeastBytes and <= MostBytes
            ? new WebhookSecret(key)
            : throw Wrong($"it has {key.Length} bytes");
    }

    /// <summary>The secret itself, for whoever made the webhook, once.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(_key);

    /// <summary>Enough to tell two secrets apart, and nothing to sign with.</summary>
    public string Hint => $"{Prefix}…{Reveal()[^4..]}";

    /// <summary>The signature of one attempt, with its version before it.</summary>
    /// <param name="id">The message's; it holds no dot.</param>
    /// <param name="timestamp">Of the attempt, seconds since 1970.</param>
    /// <param name="payload">The body, as it is sent.</param>
    public string Sign(string id, long timestamp, string payload)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{payload}");
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(signed)))}";
    }

    public override string ToString() => "***";

    private static LibraryException Wrong(string why) =>
        new(
            FailureCode.Usage,
            $"A secret is \"{Prefix}\" and the Base64 of {LeastBytes} to {MostBytes} bytes, and {why}; leave it out to have one made."
        );
}
