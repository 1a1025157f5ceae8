namespace BerryAIGen.Database.Pictures;

/// <summary>What an index of pictures looks through.</summary>
/// <param name="FolderIds">The folders; none means all.</param>
/// <param name="AsksCivitai">Whether Civitai is asked for the hashes that the library does not know.</param>
public sealed record PictureIndexOrder(IReadOnlyList<long> FolderIds, bool AsksCivitai);

/// <summary>What came of it, in this run of the job.</summary>
public sealed record PictureIndexResult
{
    /// <summary>Pictures that are there.</summary>
    public int Seen { get; set; }

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }

    /// <summary>Rows of pictures that are gone.</summary>
    public int Removed { get; set; }

    /// <summary>Those that were read in this run and could not be.</summary>
    public int Unreadable { get; set; }

    /// <summary>Thumbnails that were made.</summary>
    public int Thumbnails { get; set; }

    /// <summary>Pictures of which none could be made.</summary>
    public int WithoutThumbnail { get; set; }

    /// <summary>Hashes that Civitai was asked for, and how many of them it knew.</summary>
    public int Asked { get; set; }

    public int Answered { get; set; }

    public long ElapsedMs { get; set; }
}
