namespace BerryAIGen.IO.Images;

/// <summary>One text that somebody put into a picture or video.</summary>
/// <param name="Keyword">
/// What it is filed under: a PNG keyword (<c>parameters</c>), the name of an EXIF tag (<c>UserComment</c>), of an XMP property
/// (<c>description</c>), or of a tag of a video (<c>comment</c>).
/// </param>
/// <param name="Text">The text, decoded.</param>
/// <param name="Place">Where it stood: <c>PNG tEXt</c>, <c>EXIF</c>, <c>XMP</c>, <c>MP4 tag</c>, <c>alpha channel</c> …</param>
public sealed record ImageText(string Keyword, string Text, string Place);
