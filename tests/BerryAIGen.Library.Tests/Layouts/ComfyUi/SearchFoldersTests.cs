using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Layouts.ComfyUi;

namespace BerryAIGen.Library.Tests.Layouts.ComfyUi;

public sealed class SearchFoldersTests
{
    [Fact]
    public void An_old_name_and_the_new_one_are_one_type()
    {
        var folders = new SearchFolders([new OldName("unet", "diffusion_models")]);
        folders.Add("unet", "/a", isDefault: false);
        folders.Add("diffusion_models", "/b", isDefault: false);
        folders.Add("unet", "/c", isDefault: true);

        folders.Folders.ShouldHaveSingleItem().Type.ShouldBe("diffusion_models");
        folders.Find("unet").ShouldNotBeNull().Paths.ShouldBe(["/c", "/a", "/b"]);
    }
}
