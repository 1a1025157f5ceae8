namespace BerryAIGen.Library.Sources.S3;

/// <summary>What a bucket says of one object without giving it.</summary>
/// <param name="SizeBytes">How long it is.</param>
/// <param name="Sha256">That of the whole object, when it was uploaded with one; nobody has compared it here.</param>
/// <param name="Tag">Its <c>ETag</c>, which is another one when the object is.</param>
internal sealed record S3Head(long SizeBytes, string? Sha256, string Tag)
{
    /// <summary>
    /// The name of ours among an object's own words. A checksum of the server's cannot be it: of what is uploaded in parts
    /// that is a sum of sums.
    /// </summary>
    public const string Sha256Member = "sha256";

    /// <summary>64 digits in lower case; null for anything else that stands there.</summary>
    public static string? Sha256In(string? text) =>
        text is { Length: 64 } && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;
}

/// <summary>How patiently S3 is asked.</summary>
/// <param name="Timeout">For one request, its bytes included.</param>
/// <param name="Retries">Further attempts after one that failed, each after a longer pause.</param>
internal sealed record S3Patience(TimeSpan Timeout, int Retries)
{
    public static readonly S3Patience Questions = new(TimeSpan.FromSeconds(30), 2);
}
