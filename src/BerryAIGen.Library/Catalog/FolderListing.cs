namespace BerryAIGen.Library.Catalog;

/// <summary>What the folders of a layout hold.</summary>
/// <param name="Models">By folder, then by path.</param>
/// <param name="Warnings">Sidecars and folders that could not be read, one sentence each.</param>
public sealed record FolderListing(IReadOnlyList<ListedModel> Models, IReadOnlyList<string> Warnings);
