using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Tests.Downloads;

namespace BerryAIGen.Library.Tests.Keeping;

public sealed class FileCheckTests : IDisposable
{
    private readonly KeptFolder _models = new();

    [Fact]
    public async Task Every_state_is_told_by_its_own_word()
    {
        _models.Model("ok.safetensors");
        var damaged = _models.Model("damaged.safetensors");
        var cut = _models.Model("cut.safetensors");
        var gone = _models.Model("gone.safetensors");
        await _models.IndexAsync(hashes: true);
        Damage(damaged, keepTime: true);
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..400]);
        File.Delete(gone);
        _models.Model("new.safetensors");
        _models.Write("page.safetensors", "<html>down</html>"u8);

        var files = (await CheckAsync()).ToDictionary(file => Path.GetFileName(file.Path));

        files["ok.safetensors"].State.ShouldBe(CheckState.Ok);
        files["damaged.safetensors"].State.ShouldBe(CheckState.Changed);
        files["damaged.safetensors"].Reason!.ShouldContain("nobody wrote it since");
        files["cut.safetensors"].State.ShouldBe(CheckState.Changed);
        files["cut.safetensors"].Reason!.ShouldContain("400 bytes instead of 500");
        files["gone.safetensors"].State.ShouldBe(CheckState.Missing);
        files["new.safetensors"].State.ShouldBe(CheckState.Unrecorded);
        files["page.safetensors"].State.ShouldBe(CheckState.Broken);
        files.Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_page_that_was_hashed_as_a_model_is_broken_all_the_same()
    {
        var page = _models.Write("page.safetensors", "<html>down</html>"u8);
        await _models.IndexAsync(hashes: true);

        var file = (await CheckAsync(request => request with { Repairs = true })).ShouldHaveSingleItem();

        (file.Path, file.State).ShouldBe((page, CheckState.Broken));
        file.Failure.ShouldNotBeNull().Message.ShouldContain("never a usable model");
    }

    [Fact]
    public async Task A_change_stays_a_change_until_it_is_accepted()
    {
        var path = _models.Model("a.safetensors");
        await _models.IndexAsync(hashes: true);
        _models.Model("a.safetensors", 600);
        await _models.IndexAsync(hashes: true);

        (await CheckAsync())[0].State.ShouldBe(CheckState.Changed);
        (await CheckAsync())[0].Reason!.ShouldContain("600 bytes instead of 500");
        (await CheckAsync(request => request with { IsQuick = true }))[0].State.ShouldBe(CheckState.Changed);
        (await CheckAsync(request => request with { Accepts = true }))[0].State.ShouldBe(CheckState.Accepted);

        var now = (await CheckAsync()).ShouldHaveSingleItem();
        (now.Path, now.State).ShouldBe((path, CheckState.Ok));
    }

    [Fact]
    public async Task An_edited_header_is_not_damage()
    {
        var path = _models.Model("a.safetensors");
        await _models.IndexAsync(hashes: true);
        var bytes = File.ReadAllBytes(path);
        bytes[8 + 70] = (byte)'\t'; // A blank of the header's padding.
        File.WriteAllBytes(path, bytes);

        var file = (await CheckAsync()).ShouldHaveSingleItem();

        file.State.ShouldBe(CheckState.HeaderChanged);
        file.IsWrong.ShouldBeFalse();
    }

    [Fact]
    public async Task A_header_that_changed_while_nobody_wrote_it_is_damage()
    {
        var path = _models.Model("a.safetensors");
        await _models.IndexAsync(hashes: true);
        FileCheckTests.Damage(path, keepTime: true, at: 9);

        (await CheckAsync())[0].State.ShouldBe(CheckState.Changed);
        (await CheckAsync())[0].State.ShouldBe(CheckState.Changed);
        (await CheckAsync(request => request with { IsQuick = true }))[0].State.ShouldBe(CheckState.Changed);
    }

    [Fact]
    public async Task A_folder_that_lacks_a_part_of_its_model_is_broken()
    {
        _models.Write(
            "diffusers/sd/model_index.json",
            """{"_class_name":"StableDiffusionPipeline","unet":["diffusers","UNet2DConditionModel"],"vae":["diffusers","AutoencoderKL"]}"""u8
        );
        _models.Write("diffusers/sd/unet/config.json", """{"_class_name":"UNet2DConditionModel"}"""u8);
        _models.Model("diffusers/sd/unet/diffusion_pytorch_model.safetensors");
        await _models.IndexAsync();

        var file = (await CheckAsync()).ShouldHaveSingleItem();

        (file.Path, file.State).ShouldBe((_models.Path("diffusers/sd"), CheckState.Broken));
        file.Reason!.ShouldContain("vae");
    }

    [Fact]
    public async Task A_quick_check_reads_nothing_and_sees_sizes_times_and_headers()
    {
        var silent = _models.Model("silent.safetensors");
        _models.Model("touched.safetensors");
        await _models.IndexAsync(hashes: true);
        Damage(silent, keepTime: true);
        _models.Model("touched.safetensors", 501);
        _models.Write("new.safetensors", "<html></html>"u8);

        var files = (await CheckAsync(request => request with { IsQuick = true })).ToDictionary(file =>
            Path.GetFileName(file.Path)
        );

        files["silent.safetensors"].State.ShouldBe(CheckState.Ok);
        files["touched.safetensors"].State.ShouldBe(CheckState.Changed);
        files["new.safetensors"].State.ShouldBe(CheckState.Broken);
        files.Values.ShouldAllBe(file => file.Sha256 == null);
    }

    [Fact]
    public async Task A_touched_file_with_the_same_bytes_is_all_right()
    {
        var path = _models.Model("a.safetensors");
        await _models.IndexAsync(hashes: true);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        (await CheckAsync())[0].State.ShouldBe(CheckState.Ok);

        (await CheckAsync(request => request with { IsQuick = true }))[0].State.ShouldBe(CheckState.Ok);
    }

    [Fact]
    public async Task A_sidecar_is_a_record_as_well()
    {
        var path = _models.Model("a.safetensors");
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
        File.WriteAllText(path + ".civitai.json", $$"""{"hashes":{"sha256":"{{sha256}}"} }""");

        var one = await CheckAsync(request => request with { Paths = [path] });
        Damage(path, keepTime: false);
        var other = await CheckAsync(request => request with { Paths = [path] });

        one.ShouldHaveSingleItem().State.ShouldBe(CheckState.Ok);
        other.ShouldHaveSingleItem().State.ShouldBe(CheckState.Changed);
        Directory.Exists(_models.Path(".berry")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_path_that_nobody_knows_is_not_found()
    {
        var file = (await CheckAsync(request => request with { Paths = [_models.Path("no.safetensors")] }))[0];

        file.Failure.ShouldNotBeNull().Code.ShouldBe(FailureCode.NotFound);
    }

    [Fact]
    public async Task What_is_broken_and_cannot_be_had_again_stays_where_it_is()
    {
        var path = _models.Model("a.safetensors");
        await _models.IndexAsync(hashes: true);
        Damage(path, keepTime: true);
        var bytes = File.ReadAllBytes(path);

        var file = (await CheckAsync(request => request with { Repairs = true, Paths = [path] }))[0];

        file.State.ShouldBe(CheckState.Changed);
        file.Failure.ShouldNotBeNull();
        File.ReadAllBytes(path).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_read_only_drive_can_be_checked()
    {
        using var drive = MountedFolder.Require("size=1m");
        using var models = new KeptFolder(drive.Path);
        models.Model("a.safetensors");
        await models.IndexAsync(hashes: true);
        drive.Remount("ro");

        var files = await models.Keeping.CheckAsync(new CheckRequest { Paths = [drive.Path] }, null, null, Token);

        files.ShouldHaveSingleItem().State.ShouldBe(CheckState.Ok);
    }

    public void Dispose() => _models.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static void Damage(string path, bool keepTime, int at = 300)
    {
        var time = File.GetLastWriteTimeUtc(path);
        using (var file = File.OpenWrite(path))
        {
            file.Position = at;
            file.Write([0xAA, 0x55, 0xAA]);
        }

        if (keepTime)
            File.SetLastWriteTimeUtc(path, time);
    }

    private Task<IReadOnlyList<CheckedFile>> CheckAsync(Func<CheckRequest, CheckRequest>? with = null)
    {
        var request = new CheckRequest { Paths = [_models.Root] };
        return _models.Keeping.CheckAsync(with?.Invoke(request) ?? request, null, null, Token);
    }
}
