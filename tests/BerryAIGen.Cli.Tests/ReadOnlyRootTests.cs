using BerryAIGen.Cli.Tests.Running;

namespace BerryAIGen.Cli.Tests;

/// <summary>A root that is read-only by the settings: every command that would write there says no, those that read work.</summary>
public sealed class ReadOnlyRootTests(ReadOnlyRootTests.Archive archive) : IClassFixture<ReadOnlyRootTests.Archive>
{
    [Theory]
    [InlineData("trash", "nas/models/loras/a.safetensors")]
    [InlineData("trash", "restore", "nas/models/loras/thrown.safetensors")]
    [InlineData("trash", "empty", "--root", "nas", "--apply")]
    [InlineData("quarantine", "add", "nas/models/loras/a.safetensors")]
    [InlineData("quarantine", "restore", "nas/models/loras/bad.safetensors")]
    [InlineData("clean", "nas", "--apply")]
    [InlineData("duplicates", "nas", "--link")]
    [InlineData("index", "nas", "--hash")]
    [InlineData("verify", "nas/models/loras/changed.safetensors", "--accept")]
    [InlineData("verify", "nas/models/loras/changed.safetensors", "--repair")]
    [InlineData("refresh", "nas/models/loras/a.safetensors")]
    [InlineData("organize", "nas", "--template", "{base_model}", "--apply")]
    [InlineData("organize", "nas/models", "--template", "{base_model}", "--apply")]
    [InlineData("organize", "nas", "--finish")]
    [InlineData("organize", "nas", "--undo")]
    [InlineData("link", "--from", "other", "--to", "nas")]
    [InlineData("link", "other/models/loras/x.safetensors", "--to", "nas")]
    [InlineData("link", "--to", "nas", "--undo")]
    [InlineData("link", "--app", "comfyui", "--at", "nas", "--from", "other")]
    [InlineData("link", "--app", "comfyui", "--at", "nas", "--undo")]
    [InlineData("convert", "nas/models/loras/a.safetensors", "--dtype", "fp16")]
    [InlineData("convert", "other/models/loras/x.safetensors", "--dtype", "fp16", "--output", "nas/models/loras")]
    [InlineData("model", "set", "nas/models/loras/a.safetensors", "--type", "lora")]
    [InlineData("model", "set", "nas/models/loras/a.safetensors", "--clear")]
    [InlineData("lock", "--root", "nas", "--file", "nas/berry.lock")]
    [InlineData("download", "82098", "--root", "other", "--lock", "nas/models/berry.lock")]
    [InlineData("sidecar", "export", "nas/models/loras/a.safetensors", "--for", "a1111")]
    public async Task What_would_write_there_is_refused_with_the_reason_and_changes_nothing(params string[] words)
    {
        var before = archive.Everything();

        var run = await archive.Home.RunAsync(words);

        run.ShouldExit(6);
        (run.Error + run.Output).ShouldContain("the root archive is read-only by your settings");
        archive.Everything().ShouldBe(before);
    }

    [Theory]
    [InlineData("link", "--from", "other", "--to", "nas")]
    [InlineData("link", "--app", "comfyui", "--at", "nas", "--from", "other")]
    public async Task A_link_names_the_folder_that_stays(params string[] words) =>
        (await archive.Home.RunAsync(words)).Error.ShouldNotContain(".berry");

    [Theory]
    [InlineData("list", "--root", "nas")]
    [InlineData("trash", "list", "--root", "nas")]
    [InlineData("trash", "empty", "--root", "other")]
    [InlineData("clean", "nas")]
    [InlineData("duplicates", "nas")]
    [InlineData("index", "nas")]
    [InlineData("verify", "nas/models/loras/a.safetensors")]
    [InlineData("verify", "nas/models/loras/a.safetensors", "--quick")]
    [InlineData("organize", "nas", "--template", "{base_model}")]
    [InlineData("inspect", "nas/models/loras/a.safetensors")]
    [InlineData("sidecar", "show", "nas/models/loras/a.safetensors")]
    public async Task What_only_reads_works_there_and_leaves_no_trace(params string[] words)
    {
        var before = archive.Everything();

        (await archive.Home.RunAsync(words)).ShouldExit(0);

        archive.Everything().ShouldBe(before);
    }

    [Theory]
    [InlineData("verify", "nas/models/loras/a.safetensors")]
    [InlineData("index", "nas")]
    public async Task What_is_not_written_down_is_told(params string[] words)
    {
        (await archive.Home.RunAsync(words)).ShouldExit(0).Error.ShouldContain("the root archive is read-only");
    }

    /// <summary>One for all: nothing may change it.</summary>
    public sealed class Archive : IAsyncLifetime
    {
        private static readonly DateTime LongAgo = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        public BerryHome Home { get; } = new();

        public async ValueTask InitializeAsync()
        {
            foreach (var name in (string[])["a", "b", "thrown", "bad", "changed"])
                Model($"nas/models/loras/{name}.safetensors", name is "a" or "b" ? 10 : 10 + name.Length);
            Model("other/models/loras/x.safetensors", 40);
            Home.Write(
                "nas/models/loras/a.safetensors.civitai.json",
                """{ "schema_version": 1, "file_name": "a.safetensors", "base_model": "SDXL 1.0", "version_id": 5, "model_id": 4, "source": "civitai", "file": { "id": 1 } }"""u8
            );
            File.SetLastWriteTimeUtc(
                Home.Write("nas/models/downloads/x.safetensors.12345678.part", new byte[1000]),
                LongAgo
            );
            (await Home.RunAsync("index", "nas", "--hash")).ShouldExit(0);
            (await Home.RunAsync("trash", "nas/models/loras/thrown.safetensors")).ShouldExit(0);
            (await Home.RunAsync("quarantine", "add", "nas/models/loras/bad.safetensors")).ShouldExit(0);
            Model("nas/models/loras/changed.safetensors", 30);
            (await Home.RunAsync("roots", "add", "archive", "nas", "--layout", "comfyui", "--read-only")).ShouldExit(0);
        }

        /// <summary>Every name with its length and times, folders and hidden files too.</summary>
        public string[] Everything() =>
            [
                .. new DirectoryInfo(Home.PathOf("nas"))
                    .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                    .Select(entry => $"{entry.FullName} {(entry as FileInfo)?.Length} {entry.LastWriteTimeUtc:O}")
                    .Order(StringComparer.Ordinal),
            ];

        public ValueTask DisposeAsync()
        {
            Home.Dispose();
            return ValueTask.CompletedTask;
        }

        // The shortest valid file; blanks after the braces are part of the header.
        private void Model(string name, int size)
        {
            var file = new byte[size];
            file[0] = (byte)(size - 8);
            "{}"u8.CopyTo(file.AsSpan(8));
            file.AsSpan(10).Fill((byte)' ');
            Home.Write(name, file);
        }
    }
}
