using BerryAIGen.Library.Layouts;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Layouts;

public sealed class LayoutRootTests
{
    private static readonly Layout ComfyUi = LayoutCatalog.Load(null).Get("comfyui");
    private static readonly Layout A1111 = LayoutCatalog.Load(null).Get("a1111");

    [Fact]
    public void A_new_folder_is_the_application_s()
    {
        using var folder = new TemporaryFolder();

        PathIn(folder.Path, ComfyUi, "loras").ShouldBe(Path.Combine(folder.Path, "models", "loras"));
    }

    [Fact]
    public void A_folder_that_holds_checkpoints_is_the_models_folder()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "checkpoints"));

        PathIn(folder.Path, ComfyUi, "loras").ShouldBe(Path.Combine(folder.Path, "loras"));
    }

    [Fact]
    public void A_folder_called_models_is_the_models_folder()
    {
        using var folder = new TemporaryFolder();
        var models = Path.Combine(folder.Path, "models");

        PathIn(models, ComfyUi, "loras").ShouldBe(Path.Combine(models, "loras"));
    }

    [Fact]
    public void A_folder_outside_the_models_is_beside_them()
    {
        using var folder = new TemporaryFolder();

        PathIn(folder.Path, A1111, "embeddings").ShouldBe(Path.Combine(folder.Path, "embeddings"));
        LayoutRoot
            .OpenModels(A1111, folder.Path)
            .PathOf(A1111.FoldersById["embeddings"])
            .ShouldBe(Path.Combine(folder.Path, "embeddings"));
    }

    private static string PathIn(string folder, Layout layout, string kind) =>
        LayoutRoot.Open(layout, folder).PathOf(layout.FoldersById[kind]);
}
