namespace BerryAIGen.Library.Roots.Exchange.Uploads;

/// <summary>How a file is divided: S3 takes 10,000 parts and 5 TiB.</summary>
internal static class PartSizes
{
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
    public const int MaxParts = 10_000;
    public const long MaxBytes = 5L << 40;

    private const long Step = 1 << 20;

    /// <summary>All parts but the last are as long as each other, which some servers want.</summary>
    /// <param name="size">Of the file.</param>
    /// <param name="least">The wished length, which is taken as long as the parts are few enough.</param>
    public static int For(long size, long least)
    {
        var needed = (size + MaxParts - 1) / MaxParts;
        return (int)Math.Max(least, (needed + Step - 1) / Step * Step);
    }
}
