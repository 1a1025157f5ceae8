using BerryAIGen.Database.Machines;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

public sealed class MachineNameTests
{
    [Fact]
    public void A_machine_is_called_the_same_after_every_start()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var data = folder.Combine("data");

        var name = MachineName.Of(data);

        name.ShouldStartWith($"{Environment.MachineName}-");
        MachineName.Of(data).ShouldBe(name);
        MachineName.Of(other.Path).ShouldNotBe(name);
        Directory.GetFiles(data).Length.ShouldBe(1);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_leaves_the_hosts_name()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("file"), "");

        MachineName.Of(folder.Combine("file")).ShouldBe(Environment.MachineName);
        MachineName.Of(null).ShouldBe(Environment.MachineName);
    }

    [Fact]
    public void What_is_no_name_is_left_alone_and_not_used()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("machine"), "<b>somebody's own</b>");

        MachineName.Of(folder.Path).ShouldBe(Environment.MachineName);
        File.ReadAllText(folder.Combine("machine")).ShouldBe("<b>somebody's own</b>");
    }
}
