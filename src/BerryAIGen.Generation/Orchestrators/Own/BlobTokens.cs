using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>
/// Addresses that open one blob for a while without a key, and addresses that take one upload. A token says what it is for
/// and is signed, so nobody makes another of it.
/// </summary>
public sealed class BlobTokens(byte[] secret)
{
    private const char Between = '\n';
    private const int SignatureBytes = 16;

    /// <summary>How long the address of a blob works at least.</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromHours(24);

    /// <summary>A new secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(32);

    public string Write(BlobToken token)
    {
        var text = string.Join(
            Between,
            token.Purpose,
            token.Subject,
            token.Ends.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            token.FileName ?? "",
            token.IsDownload ? "1" : ""
        );
        var bytes = Encoding.UTF8.GetBytes(text);
        return $"{Base64Url.EncodeToString(bytes)}.{Base64Url.EncodeToString(Sign(bytes))}";
    }

    /// <summary>Null when it is none of ours; whether it has ended the caller sees.</summary>
    public BlobToken? Read(string text)
    {
        if (
            text.Split('.') is not [var body, var signature]
            || !Base64Url.IsValid(body)
            || !Base64Url.IsValid(signature)
        )
            return null;
        var bytes = Base64Url.DecodeFromChars(body);
        if (!CryptographicOperations.FixedTimeEquals(Sign(bytes), Base64Url.DecodeFromChars(signature)))
            return null;
        return
            Encoding.UTF8.GetString(bytes).Split(Between)
                is [var purpose, var subject, var ends, var name, var download]
            ? new BlobToken(
                purpose,
                subject,
                DateTimeOffset.FromUnixTimeSeconds(long.Parse(ends, CultureInfo.InvariantCulture))
            )
            {
                FileName = name.Length == 0 ? null : name,
                IsDownload = download.Length > 0,
            }
            : null;
    }

    private byte[] Sign(byte[] bytes) => HMACSHA256.HashData(secret, bytes)[..SignatureBytes];
}

/// <summary>What a token is for.</summary>
/// <param name="Purpose">One of the words here.</param>
/// <param name="Subject">A blob's id, or whose upload it is.</param>
/// <param name="Ends">When it opens nothing any more.</param>
public sealed record BlobToken(string Purpose, string Subject, DateTimeOffset Ends)
{
    public const string Content = "content";
    public const string Archive = "archive";
    public const string Upload = "upload";

    public string? FileName { get; init; }

    /// <summary>Whether browsers keep it instead of showing it.</summary>
    public bool IsDownload { get; init; }
}
