using System.Text;

namespace BerryAIGen.IO.Pickles;

/// <summary>Collects what a pickle names, calls and changes, once each in the order of their first use.</summary>
internal sealed class PickleUses(PickleInput input, PickleLimits limits)
{
    private readonly Dictionary<(string Module, string Name), PickleUse> _uses = [];

    internal IReadOnlyCollection<PickleUse> All => _uses.Values;

    /// <summary>Told of the bytes that a call is given; answers whether they could be looked into.</summary>
    internal Func<byte[], bool>? OnBytes { get; init; }

    /// <summary>Given the beginning of bytes, tells whether they are a file.</summary>
    internal Func<ReadOnlySpan<byte>, bool>? IsFile { get; init; }

    internal void Name(PickleGlobal global) => Update(global.Module, global.Name, use => use);

    /// <summary>Whatever has no name of its own but is called counts as one that cannot be worked out.</summary>
    internal void Call(PickleValue callee, ReadOnlySpan<PickleValue> arguments)
    {
        var isUnread = false;
        foreach (var argument in arguments)
        {
            isUnread |= !LookInto(argument) || (IsLoader(callee) && !IsFileIn(argument));
        }

        var (module, name) = callee is PickleGlobal global
            ? (global.Module, global.Name)
            : (PickleUse.Unknown, PickleUse.Unknown);
        Update(module, name, use => use with { IsCalled = true, GetsUnreadBytes = use.GetsUnreadBytes || isUnread });
    }

    /// <summary>Setting something in an object that the pickle made is its own affair; in a global it is not.</summary>
    internal void Change(PickleValue target)
    {
        if (target is PickleGlobal global)
        {
            Update(global.Module, global.Name, use => use with { IsChanged = true });
        }
        else if (target is PickleUnknown)
        {
            Update(PickleUse.Unknown, PickleUse.Unknown, use => use with { IsChanged = true });
        }
    }

    // What it is given is run; anything but bytes that were looked into whole may be made to look like nothing.
    private static bool IsLoader(PickleValue callee) => callee is PickleGlobal { Name: "_load_from_bytes" };

    private bool IsFileIn(PickleValue argument) =>
        argument is PickleBytes { WasLookedInto: true }
        || (ContentOf(argument) is { } content && (IsFile is null || IsFile(content)));

    private bool LookInto(PickleValue argument)
    {
        if (argument is PickleBytes { WasLookedInto: true } or PickleBytes { Length: 0 })
        {
            return true;
        }

        var content = ContentOf(argument);
        return content is not null && (content.Length < 2 || OnBytes is null || OnBytes(content));
    }

    private static byte[]? ContentOf(PickleValue argument) =>
        argument switch
        {
            PickleBytes bytes => bytes.Content,
            PickleText { IsWhole: true } text => Encoding.Latin1.GetBytes(text.Value),
            PickleText => null,
            PickleCall call => EncodedText(call),
            _ => [],
        };

    // How Python 2's protocols write bytes: a text and the name of an encoding.
    private static byte[]? EncodedText(PickleCall call) =>
        call.Callee is PickleGlobal { Name: "encode" }
            ? call.Arguments is [PickleText { IsWhole: true } text, PickleText { Value: "latin1" or "latin-1" }]
                ? Encoding.Latin1.GetBytes(text.Value)
                : null
            : [];

    private void Update(string module, string name, Func<PickleUse, PickleUse> change)
    {
        if (!_uses.TryGetValue((module, name), out var use))
        {
            if (_uses.Count >= limits.Globals)
            {
                input.Exceed("it names more than is followed");
                return;
            }

            use = new PickleUse(module, name);
        }

        use = change(use);
        _uses[(module, name)] = use with { IsReached = use.IsReached || input.Misuse is null };
    }
}
