using System.Text.Json.Serialization;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Roots;

namespace BerryAIGen.Toolkit.Api.Settings;

/// <param name="Roots">In the order in which they are asked.</param>
/// <param name="Layouts">What the folders of a root may be like.</param>
/// <param name="Layout">The one of a root that names none.</param>
/// <param name="ModelsFolder">Where models go that nothing else is said of; null where no place is named.</param>
public sealed record RootsDocument(
    IReadOnlyList<RootDocument> Roots,
    IReadOnlyList<LayoutDocument> Layouts,
    string Layout,
    string? ModelsFolder
);

/// <param name="Name">What a person calls it.</param>
/// <param name="Path">The folder, or <c>s3://bucket/prefix</c>.</param>
/// <param name="Bucket">Whether it lies in a bucket: nothing is downloaded into it.</param>
/// <param name="Default">Whether downloads that name no place go there first.</param>
/// <param name="Layout">The layout's id; null for the usual one.</param>
/// <param name="Priority">The highest is asked first.</param>
/// <param name="ReadOnly">Whether nothing is ever written there.</param>
/// <param name="MinFree">Bytes that a download must leave free.</param>
/// <param name="Types">The kinds of folders it takes; empty for all.</param>
/// <param name="Templates">Sub-folders by kind.</param>
/// <param name="AfterDownload">What happens to a checkpoint once it is there.</param>
/// <param name="Endpoint">The server of a bucket.</param>
/// <param name="Region">The region of a bucket.</param>
/// <param name="Profile">The profile whose key a bucket is asked with.</param>
public sealed record RootDocument(
    string Name,
    string Path,
    bool Bucket,
    bool Default,
    string? Layout,
    int Priority,
    bool ReadOnly,
    long MinFree,
    IReadOnlyList<string> Types,
    IReadOnlyDictionary<string, string> Templates,
    string? AfterDownload,
    string? Endpoint,
    string? Region,
    string? Profile
)
{
    internal static RootDocument Of(ModelRoot root, bool isDefault) =>
        new(
            root.Name,
            root.Path,
            root.IsBucket,
            isDefault,
            root.Layout,
            root.Priority,
            root.IsReadOnly,
            root.MinFreeBytes,
            root.Types,
            root.Templates,
            root.AfterDownload?.ToString(),
            root.Endpoint,
            root.Region,
            root.Profile
        );
}

/// <param name="Id">For <c>layout</c> of a root.</param>
/// <param name="Name">The application.</param>
/// <param name="Folders">The kinds of folders, for <c>types</c> and <c>templates</c> of a root.</param>
public sealed record LayoutDocument(string Id, string Name, IReadOnlyList<string> Folders)
{
    internal static LayoutDocument Of(Layout layout) =>
        new(layout.Id, layout.Name, [.. layout.Folders.Select(folder => folder.Id)]);
}

/// <summary>A root that is added, or what is to change of one; what is left out stays, an empty text takes it away.</summary>
/// <param name="Path">The whole path of a folder, which is made, or <c>s3://bucket/prefix</c>; needed for a new one.</param>
/// <param name="Layout">The layout's id.</param>
/// <param name="Priority">The highest is asked first.</param>
/// <param name="ReadOnly">Read what lies there, never write to it.</param>
/// <param name="MinFree">Bytes that a download must leave free.</param>
/// <param name="Types">The kinds of folders it takes; empty for all.</param>
/// <param name="Templates">Sub-folders by kind, such as <c>{"loras":"{base_model}"}</c>; all of them.</param>
/// <param name="AfterDownload"><c>safetensors</c>, <c>safetensors:bf16</c> or <c>off</c>.</param>
/// <param name="Endpoint">The server of a bucket.</param>
/// <param name="Region">The region of a bucket.</param>
/// <param name="Profile">The profile in <c>~/.aws</c> whose key a bucket is asked with.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RootWish(
    string? Path,
    string? Layout,
    int? Priority,
    bool? ReadOnly,
    long? MinFree,
    IReadOnlyList<string>? Types,
    IReadOnlyDictionary<string, string>? Templates,
    string? AfterDownload,
    string? Endpoint,
    string? Region,
    string? Profile
)
{
    internal ModelRoot Apply(ModelRoot root) =>
        root with
        {
            Path = Path ?? root.Path,
            Layout = Word(Layout, root.Layout),
            Priority = Priority ?? root.Priority,
            IsReadOnly = ReadOnly ?? root.IsReadOnly,
            MinFreeBytes = MinFree ?? root.MinFreeBytes,
            Types = Types ?? root.Types,
            Templates = Templates ?? root.Templates,
            AfterDownload =
                AfterDownload is null ? root.AfterDownload
                : AfterDownload.Length == 0 ? null
                : Library.Roots.AfterDownload.Parse(AfterDownload),
            Endpoint = Word(Endpoint, root.Endpoint),
            Region = Word(Region, root.Region),
            Profile = Word(Profile, root.Profile),
        };

    private static string? Word(string? said, string? known) =>
        said is null ? known
        : said.Length == 0 ? null
        : said;
}
