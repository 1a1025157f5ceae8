namespace BerryAIGen.Database.Pictures;

/// <summary>Who looks at pictures.</summary>
/// <param name="Owner">Whose generations are his, and whose browsing limit holds: the id of an access key, or <c>local</c>.</param>
/// <param name="SeesAll">Whether what others generated is shown too: whoever may do everything can open the files anyway.</param>
public sealed record PictureViewer(string Owner, bool SeesAll);
