using BerryAIGen.Sandbox.ModelFiles;

namespace BerryAIGen.Sandbox.Downloads;

/// <summary>Something that storage keeps.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ETag">Its tag with the quotes.</param>
/// <param name="LastModified">When it was uploaded.</param>
internal sealed record StoredObject(FileContent Content, string ETag, DateTimeOffset LastModified)
{
    /// <summary>The date as headers carry it, which is whole seconds.</summary>
    public string LastModifiedText => LastModified.ToUniversalTime().ToString("R");
}
