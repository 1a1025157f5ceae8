using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Checks the signature of Standard Webhooks, for orchestrators that send one; Civitai's does not say that it does.</summary>
/// <seealso href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">The specification</seealso>
public static class StandardSignature
{
    private const string Prefix = "whsec_";

    /// <summary>How old or early a message may be; 5 minutes.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>What is wrong with a message, in words; null when its signature is right and it is recent.</summary>
    /// <param name="secret">The shared secret, <c>whsec_</c> and base64.</param>
    /// <param name="id">The header <c>webhook-id</c>.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>, in seconds.</param>
    /// <param name="signature">The header <c>webhook-signature</c>, several with spaces between.</param>
    /// <param name="body">The body exactly as it came.</param>
    /// <param name="now">The moment it came.</param>
    /// <exception cref="ArgumentException">The secret is not base64.</exception>
    public static string? Problem(
        string secret,
        string? id,
        string? timestamp,
        string? signature,
        ReadOnlySpan<byte> body,
        DateTimeOffset now
    )
    {
        var key = KeyOf(secret);
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signature))
            return "the message has no id or no signature";
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return "the message has no timestamp";
        if (Math.Abs((double)now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
            return "the message is too old or too early";
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var right = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
        var isRight = false;
        foreach (var given in signature.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            isRight |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), right);
        return isRight ? null : "the signature is another one";
    }

    private static byte[] KeyOf(string secret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        var text = secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret;
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw new ArgumentException("The secret of a webhook must be base64.", nameof(secret));
        }
    }
}
