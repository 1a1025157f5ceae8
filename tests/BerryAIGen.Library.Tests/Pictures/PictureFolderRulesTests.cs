using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Pictures.Folders;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Pictures;

/// <summary>Which folders may be folders of pictures, and where links lead.</summary>
public sealed class PictureFolderRulesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private PictureFolderRules Rules =>
        new(
            new LibraryOptions
            {
                WorkingFolder = _folder.Path,
                DataFolder = _folder.Combine("data"),
                ConfigurationFolder = _folder.Combine("settings"),
            }
        );

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_generated_may_be_shown_though_it_lies_among_the_program_s_own()
    {
        var made = Make("data", "generated", "today");
        var top = Path.GetDirectoryName(made)!;
        var beside = Make("data", "generated-before");
        var thumbnails = Make("data", "thumbnails");
        var settings = Make("settings", "generated");

        Rules.Check(made).ShouldBe(made);
        Rules.Check(top).ShouldBe(top);
        foreach (var own in (string[])[beside, thumbnails, settings, _folder.Combine("data")])
        {
            Should
                .Throw<LibraryException>(() => Rules.Check(own))
                .Message.ShouldContain("which is the program's own", customMessage: own);
        }
    }

    [Fact]
    public void A_link_to_what_was_generated_may_be_shown_and_one_out_of_it_to_the_program_s_own_may_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        var made = Make("data", "generated");
        var secret = Make("data", "thumbnails");
        var shown = Link("shown", made);
        Directory.CreateSymbolicLink(Path.Combine(made, "aside"), secret);

        Rules.Check(shown).ShouldBe(shown);
        Should.Throw<LibraryException>(() => Rules.Check(Path.Combine(made, "aside")));
        Should.Throw<LibraryException>(() => Rules.Check(Path.Combine(shown, "aside")));
    }

    [Fact]
    public void A_link_that_goes_up_through_another_one_leads_where_the_system_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        // By its letters "near/../data" is beside the link, by the disk it is beside what "near" leads to.
        var far = Make("disk", "deep", "near");
        var own = Make("disk", "deep", "data");
        Make("data");
        Link("near", far);
        var link = Link("link", "near/../data");
        var rules = new PictureFolderRules(new LibraryOptions { WorkingFolder = _folder.Path, DataFolder = own });

        PictureFolderRules.Real(link).ShouldBe(PictureFolderRules.Real(own));
        PictureFolderRules.Real(Path.Combine(link, "new", "a.png")).ShouldEndWith("/disk/deep/data/new/a.png");
        Should.Throw<LibraryException>(() => rules.Check(link)).Message.ShouldContain("the program's own");
    }

    [Fact]
    public void Links_that_lead_to_each_other_or_nowhere_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        Link("one", "two");
        Link("two", "one");
        var away = Link("away", "/no/such/drive/../here");

        PictureFolderRules
            .Real(Path.Combine(_folder.Path, "one"))
            .ShouldStartWith(PictureFolderRules.Real(_folder.Path));
        PictureFolderRules.Real(away).ShouldBe("/no/such/here");
        PictureFolderRules.Real("/").ShouldBe("/");
    }

    private string Make(params string[] names) =>
        Directory.CreateDirectory(Path.Combine([_folder.Path, .. names])).FullName;

    private string Link(string name, string target) =>
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, name), target).FullName;
}
