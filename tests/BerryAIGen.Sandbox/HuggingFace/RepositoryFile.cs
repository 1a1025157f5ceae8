using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Sandbox.ModelFiles;

namespace BerryAIGen.Sandbox.HuggingFace;

/// <summary>A file of a repository: a text in git, or something large beside it.</summary>
internal sealed record RepositoryFile
{
    private FileContent? content;
    private string? objectId;

    public required string Path { get; init; }

    /// <summary>The text of a small file; null for large ones.</summary>
    public string? Text { get; init; }

    /// <summary>Which tensors a large file has; null for GGUF.</summary>
    public string? Template { get; init; }

    public int Kilobytes { get; init; }

    /// <summary>Stored in chunks by the hub's newer storage, which has a hash of its own for it.</summary>
    public bool IsXet { get; init; }

    /// <summary>That hash; made up here, since only the hub computes and reads it.</summary>
    public string XetHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"xet {ObjectId}")));

    public bool IsLarge => Text is null;

    public FileContent Content =>
        content ??= Text is null
            ? ContentMaker.OfTemplate(
                Template,
                Kilobytes * 1024L,
                BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(Path)))
            )
            : new StoredBytes(Encoding.UTF8.GetBytes(Text));

    /// <summary>SHA-256 of a large file, the git blob id of a small one: what the tag of the answer says.</summary>
    public string ObjectId =>
        objectId ??= IsLarge ? FileHashes.Of(Content).Sha256.ToLowerInvariant() : GitId(Content.ToArray());

    /// <summary>Git id of what the repository itself holds: the file, or the pointer to it.</summary>
    public string GitObjectId => IsLarge ? GitId(Encoding.UTF8.GetBytes(Pointer)) : ObjectId;

    /// <summary>What git holds in place of a large file.</summary>
    public string Pointer =>
        $"version https://git-lfs.github.com/spec/v1\noid sha256:{ObjectId}\nsize {Content.Length}\n";

    // Git's own choice of hash; nothing is secured by it.
#pragma warning disable CA5350
    private static string GitId(byte[] bytes) =>
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]));
#pragma warning restore CA5350
}
