using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Compatibility;

public sealed class MachineTests
{
    private const long GiB = 1L << 30;

    [Theory]
    [InlineData("NVIDIA GeForce RTX 3060", 360)]
    [InlineData("NVIDIA GeForce RTX 3060 Ti", 448)]
    [InlineData("NVIDIA GeForce RTX 4070 Ti SUPER", 672)]
    [InlineData("NVIDIA A100-SXM4-40GB", 1555)]
    [InlineData("Tesla T4", 320)]
    [InlineData("NVIDIA GeForce RTX 3060 Laptop GPU", null)]
    [InlineData("AMD Radeon", null)]
    public void Cards_are_known_by_their_names(string name, int? gigabytes) =>
        new Gpu(name, "cuda", GiB).BytesPerSecond.ShouldBe(gigabytes * 1e9);

    [Fact]
    public async Task This_machine_tells_what_is_free_and_how_fast_it_reads()
    {
        using var watch = new MachineWatch(TimeProvider.System, ThisMachine.ReadAsync);

        var machine = await watch.GetAsync(TestContext.Current.CancellationToken);

        machine.FreeRamBytes!.Value.ShouldBeInRange(1, machine.RamBytes);
        if (machine.FreeRamBytes >= GiB)
            machine.RamBytesPerSecond!.Value.ShouldBeInRange(1e8, 1e13);
        FreeMemory.Parse(["MemTotal: 8 kB", "MemAvailable:   22891712 kB"]).ShouldBe(22891712L << 10);
        FreeMemory.Parse(["MemTotal: 8 kB"]).ShouldBeNull();
    }

    [Fact]
    public void Cards_of_AMD_are_found_where_its_driver_tells_of_them()
    {
        using var folder = new TemporaryFolder();
        Card("card0", "0x1002", GiB * 24, GiB * 4, "Radeon PRO W7900\n");
        Card("card1", "0x1002", GiB * 16, null, "");
        // The part of a processor that draws, another maker's card, a socket, and a device without memory of its own.
        Card("card2", "0x1002", GiB / 2, 0, "");
        Card("card3", "0x8086", GiB * 16, 0, "");
        Card("card0-DP-1", "0x1002", GiB * 24, 0, "");
        Directory.CreateDirectory(folder.Combine("card4", "device"));

        AmdCards
            .Read(folder.Path)
            .ShouldBe([
                new Gpu("Radeon PRO W7900", "rocm", GiB * 24, GiB * 20),
                new Gpu("AMD 0x744c", "rocm", GiB * 16),
            ]);
        AmdCards.Read(folder.Combine("none")).ShouldBeEmpty();

        void Card(string name, string vendor, long total, long? used, string product)
        {
            Write("vendor", vendor);
            Write("device", "0x744c");
            Write("mem_info_vram_total", $"{total}");
            Write("product_name", product);
            if (used is not null)
                Write("mem_info_vram_used", $"{used}");

            void Write(string file, string text) =>
                folder.Write(Path.Combine(name, "device", file), System.Text.Encoding.UTF8.GetBytes(text + "\n"));
        }
    }

    [Fact]
    public async Task Where_memory_is_short_its_speed_is_not_measured()
    {
        var machine = new MachineProfile { RamBytes = GiB, FreeRamBytes = 100 << 20 };
        using var watch = new MachineWatch(TimeProvider.System, _ => Task.FromResult(machine));

        (await watch.GetAsync(TestContext.Current.CancellationToken)).ShouldBeSameAs(machine);
    }
}
