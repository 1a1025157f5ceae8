namespace BerryAIGen.IO.Images.Exif;

/// <summary>The tags that carry texts, by their names in the standard (CIPA DC-008; the last ones are Windows').</summary>
internal static class ExifTag
{
    internal const int UserComment = 0x9286;

    private const int ExifList = 0x8769;

    internal static bool IsList(int tag) => tag == ExifList;

    internal static bool IsWindowsText(int tag) => tag is >= 0x9C9B and <= 0x9C9F;

    internal static string? NameOf(int tag) =>
        tag switch
        {
            0x010D => "DocumentName",
            0x010E => "ImageDescription",
            0x010F => "Make",
            0x0110 => "Model",
            0x0131 => "Software",
            0x013B => "Artist",
            0x8298 => "Copyright",
            0x927C => "MakerNote",
            UserComment => "UserComment",
            0x9C9B => "XPTitle",
            0x9C9C => "XPComment",
            0x9C9D => "XPAuthor",
            0x9C9E => "XPKeywords",
            0x9C9F => "XPSubject",
            _ => null,
        };
}
