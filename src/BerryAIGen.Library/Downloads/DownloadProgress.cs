namespace BerryAIGen.Library.Downloads;

/// <summary>Where one file of a download stands.</summary>
/// <param name="Name">The file's name as shown to the person.</param>
/// <param name="Stage">What is being done.</param>
/// <param name="Bytes">Bytes that are there, those of an earlier run included.</param>
/// <param name="TotalBytes">The size, null while unknown.</param>
/// <param name="Note">A sentence worth showing once: a retry with its reason, a restart from zero.</param>
public readonly record struct DownloadProgress(
    string Name,
    DownloadStage Stage,
    long Bytes,
    long? TotalBytes,
    string? Note = null
)
{
    /// <summary>Where the bytes lie until they are the file; null before that is known.</summary>
    public string? PartPath { get; init; }

    /// <summary>Where the file will be, which tells files of one name apart; null before that is known.</summary>
    public string? Path { get; init; }
}
