namespace BerryAIGen.Library.Sources.S3;

/// <summary>The form <c>s3://bucket/key</c>, and <c>s3://bucket/folder/</c> for what lies below.</summary>
internal static class S3References
{
    public static IReadOnlyList<ReferenceForm> Forms { get; } = [new(ReferenceRank.Marked, Find)];

    private static Reference? Find(ReferenceText text)
    {
        if (!text.Text.StartsWith(S3Place.Start, StringComparison.OrdinalIgnoreCase))
            return null;
        var (place, wrong) = S3Place.Read(text.Text);
        return place is null
            ? text.Invalid(
                $"\"{text.Draft.Text}\" cannot be asked for: {wrong}. Write s3://bucket/folder/model.safetensors."
            )
            : text.Draft with
            {
                Kind = ReferenceKind.Url,
                Url = place.Address,
                Address = place.Address,
            };
    }
}
