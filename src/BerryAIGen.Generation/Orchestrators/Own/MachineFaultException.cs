using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>
/// This machine failed at a step, and not what was sent: its disk is full, its database away, a program crashed or does not
/// start. The same may succeed later, and nobody's file is blamed for it.
/// </summary>
public sealed class MachineFaultException : LibraryException
{
    /// <param name="message">What happened, and what to do; without names of folders.</param>
    /// <param name="code">What kind of failure it is.</param>
    /// <param name="inner">What was thrown.</param>
    public MachineFaultException(string message, FailureCode code = FailureCode.Failed, Exception? inner = null)
        : base(new Failure(code, message, IsRetryable: true), inner) { }

    private MachineFaultException(Failure failure, Exception inner)
        : base(failure, inner) { }

    /// <summary>The same with words before it.</summary>
    public MachineFaultException Within(string place) => new(Failure with { Message = $"{place}: {Message}" }, this);
}
