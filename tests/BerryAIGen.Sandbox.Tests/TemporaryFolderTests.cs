using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests;

public sealed class TemporaryFolderTests
{
    [Fact]
    public void A_temporary_folder_takes_its_files_along_and_leaves_what_links_point_to()
    {
        using var outside = new TemporaryFolder();
        var kept = outside.Write("kept.txt", "kept"u8);
        var folder = new TemporaryFolder();
        folder.Write("inside/deep/file.txt", "gone"u8);
        Directory.CreateSymbolicLink(folder.Combine("link"), outside.Path);

        folder.Dispose();

        Directory.Exists(folder.Path).ShouldBeFalse();
        File.Exists(kept).ShouldBeTrue();
    }
}
